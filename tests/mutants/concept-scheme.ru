# focus: scheme:image-opportunity
PREFIX scheme: <https://w3id.org/azru/scheme/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE WHERE { scheme:image-opportunity skos:inScheme ?old }
