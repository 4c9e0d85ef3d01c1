# focus: id:passage-rh1
PREFIX id: <https://w3id.org/azru/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
DELETE WHERE { id:passage-rh1 skos:notation ?old }
