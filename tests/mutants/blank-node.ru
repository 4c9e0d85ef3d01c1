# focus: id:place-kremlin
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
INSERT { id:place-kremlin dcterms:isPartOf ?unnamed }
WHERE { BIND (BNODE() AS ?unnamed) }
