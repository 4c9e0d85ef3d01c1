# focus: id:tenure-author-instructor
PREFIX id: <https://w3id.org/azru/id/>
PREFIX org: <http://www.w3.org/ns/org#>
DELETE WHERE { id:tenure-author-instructor org:member ?old }
