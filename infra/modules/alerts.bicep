// What wakes somebody up. docs/operations.md says of each what it means and what to do.

param name string
param location string
param tags object
param logsId string
param insightsId string

@description('Where Porter is reached, without a slash at the end.')
param url string

@description('Who is told by mail. Empty: the alerts are seen in the portal alone.')
param mail string

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(mail)) {
  name: name
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'porter'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: mail
        useCommonAlertSchema: true
      }
    ]
  }
}

// Ready, and no work has given up: both are read from the one answer.
resource asked 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  kind: 'standard'
  tags: union(tags, {
    'hidden-link:${insightsId}': 'Resource'
  })
  properties: {
    SyntheticMonitorId: '${name}-ready'
    Name: '${name}-ready'
    Enabled: true
    Kind: 'standard'
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [
      {
        Id: 'emea-nl-ams-azr'
      }
      {
        Id: 'us-va-ash-azr'
      }
    ]
    Request: {
      RequestUrl: '${url}/health/ready'
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      ContentValidation: {
        ContentMatch: '"dead":0'
        PassIfTextFound: true
        IgnoreCase: false
      }
    }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-ready'
  location: 'global'
  tags: tags
  properties: {
    description: 'Porter is not ready, or work has given up.'
    severity: 1
    enabled: true
    scopes: [
      asked.id
      insightsId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: asked.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: empty(mail) ? [] : [
      {
        actionGroupId: told.id
      }
    ]
  }
}

// The table is there only after the first line was logged, hence the query is not checked when the alert is made.
resource errors 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = {
  name: '${name}-errors'
  location: location
  tags: tags
  properties: {
    description: 'Porter logged errors.'
    severity: 2
    enabled: true
    scopes: [
      logsId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs_CL | where ContainerAppName_s == "${name}" | where toint(parse_json(Log_s).level) >= 50'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: {
      actionGroups: empty(mail) ? [] : [
        told.id
      ]
    }
  }
}
