# focus: id:citation-1-1
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:citation-1-1 azru:citedPages "10" }
