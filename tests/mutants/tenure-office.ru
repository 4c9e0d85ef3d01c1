# focus: id:tenure-author-instructor
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:tenure-author-instructor azru:office ?old }
