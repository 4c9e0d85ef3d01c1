# focus: id:citation-9-2
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:citation-9-2 dcterms:isPartOf ?old }
