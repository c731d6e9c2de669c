// Chromium for the driver: one page, whose every complaint is kept.
//
// The page is spoken to in the browser's own protocol (https://chromedevtools.github.io/devtools-protocol/).
// A Page object of Puppeteer would keep books on each of the thousand frames that hold notes, which took
// as long as opening them.
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import puppeteer from 'puppeteer-core'

// No sandbox: root has none, and the books are our own. The others keep Chromium from calling out, and
// from asking for a graphics card that a server lacks.
const FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
]
const PATIENCE = 240_000
// foliate-js gives its frames both rights on purpose; Chromium says of each what that means.
const EXPECTED = 'An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can '
    + 'escape its sandboxing.'

/** Start the browser that the environment names, with a profile of its own. */
export async function browse() {
    const profile = mkdtempSync(join(tmpdir(), 'chapbook-chromium-'))
    const browser = await puppeteer.launch({
        executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
        headless: true,
        userDataDir: profile,
        args: FLAGS,
        env: { ...process.env, XDG_CACHE_HOME: profile, XDG_CONFIG_HOME: profile },
        timeout: PATIENCE,
        protocolTimeout: PATIENCE,
        waitForInitialPage: false,
    })
    const target = await browser.waitForTarget(found => found.type() === 'page')
    const page = new Page(await target.createCDPSession())
    return {
        page,
        close: async () => {
            await browser.close()
            rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
        },
    }
}

/** A page of the browser; `complaints` holds the messages, exceptions and failed requests of all its frames. */
class Page {
    complaints = []

    constructor(session) {
        this.session = session
        const keep = text => { if (text !== EXPECTED) this.complaints.push(text) }
        session.on('Log.entryAdded', ({ entry }) => {
            if (entry.level === 'error' || entry.level === 'warning') keep(entry.text)
        })
        session.on('Runtime.consoleAPICalled', ({ type, args }) => {
            if (['error', 'warning', 'assert'].includes(type))
                keep(args.map(one => one.value ?? one.description).join(' '))
        })
        session.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) =>
            keep(`${text} ${exception?.description ?? ''}`))
        session.on('Network.responseReceived', ({ response: { status, url } }) => {
            if (status >= 400) keep(`${status}: ${url}`)
        })
        session.on('Network.loadingFailed', ({ errorText, canceled, type }) => {
            if (!canceled) keep(`failed: ${type} ${errorText}`)
        })
    }

    /** Open `address` in a window of this size, in CSS pixels; done when all of it is there. */
    async open(address, width, height) {
        for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await this.session.send(`${domain}.enable`)
        await this.session.send('Emulation.setDeviceMetricsOverride',
            { width, height, deviceScaleFactor: 1, mobile: false })
        const loaded = new Promise(resolve => this.session.once('Page.loadEventFired', resolve))
        await this.session.send('Page.navigate', { url: address })
        await loaded
    }

    /** Run a piece of JavaScript in the page and wait for what it gives. */
    async evaluate(expression) {
        const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
        })
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
        return result.value
    }

    /** Call a function of the page's own `reader` and wait for what it gives. */
    call(name, ...args) {
        return this.evaluate(`reader[${JSON.stringify(name)}](...${JSON.stringify(args)})`)
    }

    /** Take up the colour scheme `light` or `dark`. */
    async setScheme(value) {
        await this.session.send('Emulation.setEmulatedMedia',
            { features: [{ name: 'prefers-color-scheme', value }] })
    }

    /** Draw the window into a PNG file. */
    async picture(path) {
        const { data } = await this.session.send('Page.captureScreenshot', { format: 'png' })
        await writeFile(path, Buffer.from(data, 'base64'))
    }
}
