import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.formats.RDFXMLDocumentFormat;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.model.OWLOntologyManager;

/** Reads ontologies with the OWL API and writes the axioms of each as RDF/XML: pairs of file and result. */
public class OwlRead {
    public static void main(String[] arguments) throws Exception {
        for (int at = 0; at < arguments.length; at += 2) {
            try (OutputStream result = new FileOutputStream(arguments[at + 1])) {
                OWLOntologyManager manager = OWLManager.createOWLOntologyManager();
                OWLOntology ontology = manager.loadOntologyFromOntologyDocument(new File(arguments[at]));
                manager.saveOntology(ontology, new RDFXMLDocumentFormat(), result);
            } catch (Exception error) {
                System.out.println(arguments[at] + "\t" + error);
            }
        }
    }
}
