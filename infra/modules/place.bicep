// Where containers run: logs go to the workspace, traces to Application Insights by the environment's own OpenTelemetry
// collector, and the share for files is at hand.

param name string
param location string
param tags object
param logsName string
param insightsConnection string
param filesAccount string
param filesShare string

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: logsName
}

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: filesAccount
}

resource place 'Microsoft.App/managedEnvironments@2024-10-02-preview' = {
  name: name
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
    appInsightsConfiguration: {
      connectionString: insightsConnection
    }
    openTelemetryConfiguration: {
      tracesConfiguration: {
        destinations: [
          'appInsights'
        ]
      }
    }
  }
}

// Azure Files knows no identities here, hence the account's key.
resource mounted 'Microsoft.App/managedEnvironments/storages@2024-10-02-preview' = {
  parent: place
  name: 'files'
  properties: {
    azureFile: {
      accountName: files.name
      accountKey: files.listKeys().keys[0].value
      shareName: filesShare
      accessMode: 'ReadWrite'
    }
  }
}

output id string = place.id
output domain string = place.properties.defaultDomain
output storage string = mounted.name
