# focus: id:place-baku
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:place-baku geo:long ?old }
