// The registration with the Bot Framework, and its Teams channel. Alone (an Entra app of one's own, Porter anywhere):
//
//   az deployment group create -g <resource group> -f infra/modules/bot.bicep \
//     -p appId=<app id> -p endpoint=https://<your host>/api/messages

@description('Unique among all bots of Azure.')
@minLength(3)
@maxLength(36)
param name string = 'porter-${uniqueString(resourceGroup().id)}'

@description('Where the Bot Framework delivers, over https.')
param endpoint string

@description('App id of the Entra app, or client id of the managed identity.')
param appId string

@description('Resource id of the managed identity that is the bot. Empty: an Entra app is, and the bot is SingleTenant.')
param identityId string = ''

param tags object = {}

var appType = empty(identityId) ? 'SingleTenant' : 'UserAssignedMSI'

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  tags: tags
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: 'Porter'
    endpoint: endpoint
    msaAppId: appId
    msaAppType: appType
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: empty(identityId) ? null : identityId
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

output appType string = appType
