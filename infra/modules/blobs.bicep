// A container for the bytes of files, in the storage account that is there already. Porter’s identity reads and writes it.

param account string

@description('Who reads and writes files: an object id.')
param principalId string

@description('Whether there is one.')
param wanted bool

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: account
}

// As long as the store can be put back to: a file deleted since then can be too.
resource service 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = if (wanted) {
  parent: storage
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = if (wanted) {
  parent: service
  name: 'porter-files'
}

// The built-in role "Storage Blob Data Contributor".
resource rights 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (wanted) {
  name: guid(container.id, principalId, 'blobs')
  scope: container
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

output url string = wanted ? storage.properties.primaryEndpoints.blob : ''
output container string = wanted ? 'porter-files' : ''
