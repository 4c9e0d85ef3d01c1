import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;

/** Reads RDF files with RDF4J, by their suffixes, and writes each as N-Quads: pairs of file and result. */
public class Rdf4jRead {
    public static void main(String[] arguments) throws Exception {
        for (int at = 0; at < arguments.length; at += 2) {
            try (InputStream source = new FileInputStream(arguments[at]);
                    OutputStream result = new FileOutputStream(arguments[at + 1])) {
                RDFParser parser = Rio.createParser(Rio.getParserFormatForFileName(arguments[at]).get());
                parser.setRDFHandler(Rio.createWriter(RDFFormat.NQUADS, result));
                parser.parse(source, "");
            } catch (Exception error) {
                System.out.println(arguments[at] + "\t" + error);
            }
        }
    }
}
