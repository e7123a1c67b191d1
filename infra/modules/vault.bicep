// The secrets of Porter, one for each that is given. The app reads them by its identity; their versions are what is rotated.

@minLength(3)
@maxLength(24)
param name string
param location string
param tags object

@description('Who reads the secrets: an object id.')
param principalId string

@description('An object of secrets by their names in the vault; the empty ones are left out.')
@secure()
param secrets object

@description('The names of those secrets that are not empty.')
param names array

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource kept 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [for secret in names: {
  parent: vault
  name: secret
  properties: {
    value: secrets[secret]
  }
}]

// The built-in role "Key Vault Secrets User".
resource readRights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, 'secrets')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}

output uri string = vault.properties.vaultUri
