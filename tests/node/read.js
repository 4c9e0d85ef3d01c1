// Reads RDF files with packages of npm and writes each as N-Quads: the name of the tool, then pairs
// of file and result.
const { readFileSync, writeFileSync } = require('fs');

const quads = 'application/n-quads';
const types = { nq: quads, nt: quads, trig: 'application/trig', ttl: 'text/turtle' };

const written = (found) => new Promise((resolve, reject) => {
  const { Writer } = require('n3');
  const writer = new Writer({ format: quads });
  writer.addQuads(found);
  writer.end((error, text) => (error ? reject(error) : resolve(text)));
});

const tools = {
  'N3.js': (text, suffix) => {
    const { Parser } = require('n3');
    return written(new Parser({ format: types[suffix] }).parse(text));
  },
  'jsonld.js': (text) => require('jsonld').toRDF(JSON.parse(text), { format: quads }),
  'rdf-canonize': (text) => require('rdf-canonize').canonize(
    text, { algorithm: 'RDFC-1.0', inputFormat: quads, format: quads }),
  'rdfxml-streaming-parser': (text) => new Promise((resolve, reject) => {
    const { RdfXmlParser } = require('rdfxml-streaming-parser');
    const found = [];
    const parser = new RdfXmlParser();
    parser.on('data', (quad) => found.push(quad));
    parser.on('error', reject);
    parser.on('end', () => resolve(written(found)));
    parser.end(text);
  }),
};

(async () => {
  const [tool, ...files] = process.argv.slice(2);
  for (let at = 0; at < files.length; at += 2) {
    try {
      const text = readFileSync(files[at], 'utf8');
      writeFileSync(files[at + 1], await tools[tool](text, files[at].split('.').pop()));
    } catch (error) {
      console.log(`${files[at]}\t${error}`);
    }
  }
})();
