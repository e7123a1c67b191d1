import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Request,
  type Response,
} from 'botbuilder';
import { AppCredentials } from 'botframework-connector';
import restify from 'restify';
import { z } from 'zod';

/**
 * What Porter is measured against: the least bot that the SDK can be, as its samples write it (CloudAdapter on restify, body
 * parser), with the same identity and the same token checks. It answers every message with one message.
 */
const { PORT, MicrosoftAppId, ToChannelFromBotOAuthScope } = z
  .object({ PORT: z.string(), MicrosoftAppId: z.string(), ToChannelFromBotOAuthScope: z.string() })
  .parse(process.env);

// MSAL refuses a login on loopback, so the token that it would have got and kept is put where the SDK keeps it.
const Cache = z.object({ cache: z.instanceof(Map) });
Cache.parse({ cache: AppCredentials['cache'] }).cache.set(
  `${MicrosoftAppId}${ToChannelFromBotOAuthScope}-cache`,
  { accessToken: 'outgoing', expiresOn: new Date(Date.now() + 86_400_000) },
);

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(process.env));
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  // Under exact optional properties restify's types do not fit the SDK's, which were made for them.
  await adapter.process(request as unknown as Request, response as unknown as Response, async (turn) => {
    await turn.sendActivity(`You said ${turn.activity.text}`);
  });
});
server.get('/health/live', (_request, response, next) => {
  response.send(200);
  next();
});
server.listen(Number(PORT), '127.0.0.1');
