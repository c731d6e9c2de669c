import com.adobe.epubcheck.tool.EpubChecker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Checks one EPUB after another in one Java virtual machine, since most of a short run is its start.
 *
 * Each line of standard input names an EPUB and, after a tab, the file for the report. One line of
 * standard output says that this process is ready, and one that a report is complete.
 * {@code validators.py} starts it from its source.
 */
public final class EpubChecks {
    public static void main(String[] none) throws IOException {
        PrintStream answers = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        answers.println("ready");
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] paths = order.split("\t");
            new EpubChecker().run(new String[] {paths[0], "--usage", "--json", paths[1], "-q"});
            answers.println("done");
        }
    }
}
