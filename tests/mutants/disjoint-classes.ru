# focus: id:place-kremlin
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:place-kremlin a foaf:Agent }
