// Porter itself. One instance is always there, since work is due at any time; more come while work waits.

param name string
param location string
param tags object
param placeId string
param placeDomain string
param storage string
param registryServer string

@description('The image. Empty: a page of Azure that stands in until the first image is there.')
param image string

param identityId string
param identityClientId string
param appId string
param appType string
param tenants string
param cosmosEndpoint string
param cosmosDatabase string

@description('Where the bytes of files lie. Empty: in the store.')
param blobUrl string

@description('Its container.')
param blobContainer string

param queueUrl string
param vaultUri string

@description('Which of the secrets there are, by their names in the vault.')
param secretNames array

@description('Further variables, by name.')
param settings object

@minValue(1)
param maxReplicas int

var url = 'https://${name}.${placeDomain}'
var isStandIn = empty(image)
var port = 3978

// Which variable of Porter takes which secret of the vault.
var secretVariables = {
  'bot-password': 'MicrosoftAppPassword'
  'event-secrets': 'PORTER_EVENT_SECRETS'
  'smtp-url': 'PORTER_SMTP_URL'
  'partner-center-secret': 'PORTER_PARTNER_CENTER_SECRET'
  'partner-center-refresh-token': 'PORTER_PARTNER_CENTER_REFRESH_TOKEN'
  'partner-systems': 'PORTER_PARTNER_SYSTEMS'
}

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  tags: union(tags, {
    'azd-service-name': 'porter'
  })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    managedEnvironmentId: placeId
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        allowInsecure: false
        targetPort: port
        transport: 'http'
      }
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      secrets: [for secret in secretNames: {
        name: secret
        keyVaultUrl: '${vaultUri}secrets/${secret}'
        identity: identityId
      }]
    }
    template: {
      terminationGracePeriodSeconds: 15
      volumes: [
        {
          name: 'files'
          storageType: 'AzureFile'
          storageName: storage
          mountOptions: 'uid=1000,gid=1000,dir_mode=0700,file_mode=0600,nobrl'
        }
      ]
      containers: [
        {
          name: 'porter'
          image: isStandIn ? 'mcr.microsoft.com/azuredocs/containerapps-helloworld:latest' : image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          volumeMounts: [
            {
              volumeName: 'files'
              mountPath: '/var/lib/porter'
            }
          ]
          env: concat(
            [
              {
                name: 'MicrosoftAppId'
                value: appId
              }
              {
                name: 'MicrosoftAppType'
                value: appType
              }
              {
                name: 'MicrosoftAppTenantId'
                value: tenant().tenantId
              }
              {
                name: 'AZURE_CLIENT_ID'
                value: identityClientId
              }
              {
                name: 'PORTER_TENANTS'
                value: tenants
              }
              {
                name: 'PORTER_PUBLIC_URL'
                value: url
              }
              {
                name: 'PORTER_ERASURES'
                value: '/var/lib/porter/erasures.jsonl'
              }
              {
                name: 'PORTER_TOLD'
                value: '/var/lib/porter/told'
              }
              {
                name: 'COSMOS_ENDPOINT'
                value: cosmosEndpoint
              }
              {
                name: 'COSMOS_DATABASE'
                value: cosmosDatabase
              }
              {
                name: 'AZURE_STORAGE_QUEUE_URL'
                value: queueUrl
              }
            ],
            empty(blobUrl) ? [] : [
              {
                name: 'AZURE_STORAGE_BLOB_URL'
                value: blobUrl
              }
              {
                name: 'AZURE_STORAGE_BLOB_CONTAINER'
                value: blobContainer
              }
            ],
            map(secretNames, secret => {
              name: secretVariables[secret]
              secretRef: secret
            }),
            map(items(settings), setting => {
              name: setting.key
              value: setting.value
            })
          )
          probes: isStandIn ? [] : [
            {
              type: 'Startup'
              httpGet: {
                path: '/health/live'
                port: port
              }
              periodSeconds: 2
              failureThreshold: 30
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/health/live'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/health/ready'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 3
            }
          ]
        }
      ]
      scale: {
        minReplicas: isStandIn ? 0 : 1
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: {
              metadata: {
                concurrentRequests: '50'
              }
            }
          }
          {
            name: 'pending-jobs'
            custom: {
              type: 'metrics-api'
              metadata: {
                url: '${url}/health/ready'
                valueLocation: 'pending'
                targetValue: '500'
                activationTargetValue: '100'
              }
            }
          }
        ]
      }
    }
  }
}

output url string = url
