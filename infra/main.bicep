// All that Porter needs in Azure, in one resource group. `azd up` gives the parameters, see main.parameters.json and azure.yaml.
//
// Without an appId a user-assigned managed identity is the bot: there is no password, and people of its own tenant alone are
// served. For people of other organisations give the id of an Entra app that accepts accounts of any directory, and its secret.

targetScope = 'subscription'

@description('Names all that is made.')
@minLength(1)
@maxLength(20)
param environmentName string

param location string

@description('The image of Porter. Empty at first: azd builds it and sets it.')
param image string = ''

@description('App id of an existing Entra app, whose bot is SingleTenant. Empty: a managed identity.')
param appId string = ''

@description('A secret of that app.')
@secure()
param appPassword string = ''

@description('Comma list of the tenants that are served. Empty: this one.')
param tenants string = ''

@description('Comma list of Standard Webhooks secrets for events and mails. Empty: neither is taken.')
@secure()
param eventSecrets string = ''

@description('The mail server for offers to people whom Teams does not reach. Empty: none is sent.')
@secure()
param smtpUrl string = ''

@description('The secret of the app that reads referrals in Partner Center. Empty: none are read.')
@secure()
param partnerCenterSecret string = ''

@description('The token of the person who consented to that.')
@secure()
param partnerCenterRefreshToken string = ''

@description('Partners whose own systems are told, with their secrets. Empty: none is.')
@secure()
param partnerSystems string = ''

@description('Further variables of Porter, by name; see .env.example. No secrets.')
param settings object = {}

@description('Whether the bytes of files lie in Blob Storage instead of the store.')
param filesInBlobs bool = false

@description('Request units a second at most in Azure Cosmos DB. 0: serverless.')
param storeMaxThroughput int = 0

@description('Instances of Porter at most.')
@minValue(1)
param maxReplicas int = 3

@description('Who is told of alerts by mail. Empty: nobody.')
param alertMail string = ''

var tags = {
  'azd-env-name': environmentName
}
var suffix = take(uniqueString(subscription().id, environmentName, location), 8)
var name = 'porter-${suffix}'
var plainName = 'porter${suffix}'
var managed = empty(appId)
var secrets = {
  'bot-password': managed ? '' : appPassword
  'event-secrets': eventSecrets
  'smtp-url': smtpUrl
  'partner-center-secret': partnerCenterSecret
  'partner-center-refresh-token': partnerCenterRefreshToken
  'partner-systems': partnerSystems
}
var secretNames = concat(
  managed || empty(appPassword) ? [] : ['bot-password'],
  empty(eventSecrets) ? [] : ['event-secrets'],
  empty(smtpUrl) ? [] : ['smtp-url'],
  empty(partnerCenterSecret) ? [] : ['partner-center-secret'],
  empty(partnerCenterRefreshToken) ? [] : ['partner-center-refresh-token'],
  empty(partnerSystems) ? [] : ['partner-systems']
)

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
  }
}

module store 'modules/store.bicep' = {
  name: 'store'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    maxThroughput: storeMaxThroughput
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    secrets: secrets
    names: secretNames
  }
}

module files 'modules/files.bicep' = {
  name: 'files'
  scope: group
  params: {
    name: plainName
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module blobs 'modules/blobs.bicep' = {
  name: 'blobs'
  scope: group
  params: {
    account: files.outputs.account
    principalId: identity.outputs.principalId
    wanted: filesInBlobs
  }
}

module watch 'modules/watch.bicep' = {
  name: 'watch'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  scope: group
  params: {
    name: plainName
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module place 'modules/place.bicep' = {
  name: 'place'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    logsName: watch.outputs.logsName
    insightsConnection: watch.outputs.connectionString
    filesAccount: files.outputs.account
    filesShare: files.outputs.share
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    placeId: place.outputs.id
    placeDomain: place.outputs.domain
    storage: place.outputs.storage
    registryServer: registry.outputs.server
    image: image
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    appId: managed ? identity.outputs.clientId : appId
    appType: managed ? 'UserAssignedMSI' : 'SingleTenant'
    tenants: empty(tenants) ? tenant().tenantId : tenants
    cosmosEndpoint: store.outputs.endpoint
    cosmosDatabase: store.outputs.database
    blobUrl: blobs.outputs.url
    blobContainer: blobs.outputs.container
    queueUrl: files.outputs.queueUrl
    vaultUri: vault.outputs.uri
    secretNames: secretNames
    settings: settings
    maxReplicas: maxReplicas
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  scope: group
  params: {
    name: name
    endpoint: '${app.outputs.url}/api/messages'
    appId: managed ? identity.outputs.clientId : appId
    identityId: managed ? identity.outputs.id : ''
    tags: tags
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    logsId: watch.outputs.logsId
    insightsId: watch.outputs.insightsId
    url: app.outputs.url
    mail: alertMail
  }
}

@description('Where azd puts the image.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server

@description('For `npm run package`, and for commands on the store from elsewhere.')
output MicrosoftAppId string = managed ? identity.outputs.clientId : appId
output PORTER_PUBLIC_URL string = app.outputs.url
output COSMOS_ENDPOINT string = store.outputs.endpoint
output COSMOS_DATABASE string = store.outputs.database
