# focus: id:event-ilham-aliyev-visit-iran
PREFIX azru: <https://w3id.org/azru/ontology#>
PREFIX id: <https://w3id.org/azru/id/>
DELETE WHERE { id:event-ilham-aliyev-visit-iran azru:directedAt ?old }
