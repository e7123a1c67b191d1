// What Porter needs in Azure besides a place to run: the bot's registration with its Teams channel and, if wanted, the store.
//
//   az deployment group create -g <resource group> -f infra/main.bicep -p endpoint=https://<your host>/api/messages
//
// Without an appId a user-assigned managed identity is made and is the bot. It serves people of its own tenant only; for
// people of other organisations give the id of an Entra app that accepts accounts of any directory.

@description('Name of all that is made; unique in Azure, 3 to 36 lower case letters, digits and hyphens.')
@minLength(3)
@maxLength(36)
param name string = 'porter-${uniqueString(resourceGroup().id)}'

@description('Where the Bot Framework delivers, over https.')
param endpoint string

@description('App id of an existing Entra app (then MicrosoftAppType is SingleTenant). Empty: a managed identity.')
param appId string = ''

@description('Whether to make an Azure Cosmos DB account, for Porter on more than one machine.')
param withCosmos bool = false

param location string = resourceGroup().location

var managed = empty(appId)
var tenantId = tenant().tenantId

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: 'Porter'
    endpoint: endpoint
    msaAppId: managed ? identity.properties.clientId : appId
    msaAppType: managed ? 'UserAssignedMSI' : 'SingleTenant'
    msaAppTenantId: tenantId
    msaAppMSIResourceId: managed ? identity.id : null
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
    }
  }
}

// Strong consistency in one write region: a right revoked through one instance must be seen by all.
resource account 'Microsoft.DocumentDB/databaseAccounts@2024-05-15' = if (withCosmos) {
  name: name
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    consistencyPolicy: {
      defaultConsistencyLevel: 'Strong'
    }
    enableMultipleWriteLocations: false
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
    locations: [
      {
        locationName: location
        failoverPriority: 0
      }
    ]
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-05-15' = if (withCosmos) {
  parent: account
  name: 'porter'
  properties: {
    resource: {
      id: 'porter'
    }
  }
}

// Made here because an identity with rights to data may not make containers.
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-05-15' = if (withCosmos) {
  parent: database
  name: 'porter'
  properties: {
    resource: {
      id: 'porter'
      partitionKey: {
        paths: [
          '/pk'
        ]
        kind: 'Hash'
      }
      defaultTtl: -1
      indexingPolicy: loadJsonContent('indexing-policy.json')
    }
    options: {
      autoscaleSettings: {
        maxThroughput: 4000
      }
    }
  }
}

// The built-in role "Cosmos DB Built-in Data Contributor".
resource dataRights 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-05-15' = if (withCosmos) {
  parent: account
  name: guid(name, 'data')
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: account.id
  }
}

@description('Run Porter under this identity, with AZURE_CLIENT_ID set to its client id.')
output identityId string = identity.id

@description('For the environment of Porter.')
output environment object = {
  MicrosoftAppId: managed ? identity.properties.clientId : appId
  MicrosoftAppType: managed ? 'UserAssignedMSI' : 'SingleTenant'
  MicrosoftAppTenantId: tenantId
  AZURE_CLIENT_ID: identity.properties.clientId
  COSMOS_ENDPOINT: withCosmos ? account!.properties.documentEndpoint : ''
}
