# focus: id:citation-15-1
PREFIX cito: <http://purl.org/spar/cito/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:citation-15-1 cito:hasCitedEntity ?old }
