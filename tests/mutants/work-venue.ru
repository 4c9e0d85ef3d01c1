# focus: id:work-kinzer-2008
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/azru/id/>
INSERT DATA { id:work-kinzer-2008 dcterms:isPartOf id:work-azadliq }
