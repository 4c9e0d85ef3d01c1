# focus: id:place-kremlin
PREFIX id: <https://w3id.org/azru/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
DELETE { id:place-kremlin rdfs:label ?old }
INSERT { id:place-kremlin rdfs:label "Kremlin"@tr }
WHERE { id:place-kremlin rdfs:label ?old }
