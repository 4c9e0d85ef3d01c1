# focus: id:annotation-length-of-embargo
PREFIX id: <https://w3id.org/azru/id/>
PREFIX oa: <http://www.w3.org/ns/oa#>
DELETE WHERE { id:annotation-length-of-embargo oa:motivatedBy ?old }
