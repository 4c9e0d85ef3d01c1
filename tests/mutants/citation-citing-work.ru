# focus: id:citation-9-2
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:citation-9-2 cito:hasCitingEntity ?old }
