// Ask a SPARQL endpoint with Comunica: node ask_endpoint.cjs ADDRESS TYPE QUERY
// TYPE is what the address is said to be: sparql, or '' to let it find out. Writes JSON: a list of
// rows, variable → text of its term.
const { QueryEngine } = require("@comunica/query-sparql");

const [address, type, query] = process.argv.slice(2);
const source = type ? { type, value: address } : { value: address };

(async () => {
  const rows = await (await new QueryEngine().queryBindings(query, { sources: [source] })).toArray();
  const told = rows.map((row) =>
    Object.fromEntries([...row].map(([name, term]) => [name.value, term.value])),
  );
  process.stdout.write(JSON.stringify(told));
})();
