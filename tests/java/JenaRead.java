import java.io.FileOutputStream;
import java.io.OutputStream;
import org.apache.jena.query.Dataset;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;

/** Reads RDF files with Jena, by their suffixes, and writes each as N-Quads: pairs of file and result. */
public class JenaRead {
    public static void main(String[] arguments) throws Exception {
        for (int at = 0; at < arguments.length; at += 2) {
            try (OutputStream result = new FileOutputStream(arguments[at + 1])) {
                Dataset dataset = RDFDataMgr.loadDataset(arguments[at]);
                RDFDataMgr.write(result, dataset, Lang.NQUADS);
            } catch (Exception error) {
                System.out.println(arguments[at] + "\t" + error);
            }
        }
    }
}
