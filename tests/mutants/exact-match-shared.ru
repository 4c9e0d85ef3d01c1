# focus: id:person-ilham-aliyev
PREFIX id: <https://w3id.org/azru/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA { id:person-ilham-aliyev skos:exactMatch <http://www.wikidata.org/entity/Q157451> }
