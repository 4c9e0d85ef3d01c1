# focus: id:office-president-of-armenia
PREFIX id: <https://w3id.org/azru/id/>
PREFIX org: <http://www.w3.org/ns/org#>
DELETE WHERE { id:office-president-of-armenia org:postIn ?old }
