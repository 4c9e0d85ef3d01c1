# focus: id:event-medvedev-becomes-president
PREFIX id: <https://w3id.org/azru/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE WHERE { id:event-medvedev-becomes-president skos:note ?old }
