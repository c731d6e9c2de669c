// Serve this folder, its node_modules and one book on the loopback interface, and nothing else.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const types = {
    '.css': 'text/css',
    '.epub': 'application/epub+zip',
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
}

/** Start a server for the file `book`, at /book; gives its address and a function that ends it. */
export async function serve(book) {
    const server = createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
        const file = path === '/book' ? book : join(folder, normalize(path))
        const found = await stat(file).catch(() => null)
        if (!found?.isFile()) return void response.writeHead(404).end()
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
        createReadStream(file).pipe(response)
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    return {
        address: `http://127.0.0.1:${server.address().port}`,
        close: () => server.close(),
    }
}
