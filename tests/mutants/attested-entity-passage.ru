# focus: id:place-kremlin
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:place-kremlin azru:attestedIn ?old }
