# focus: id:place-kremlin
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:place-kremlin azru:heightInMetres 19 }
