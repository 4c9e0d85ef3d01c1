# focus: id:agreement-nabucco
PREFIX id: <https://w3id.org/azru/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE WHERE { id:agreement-nabucco skos:note ?old }
