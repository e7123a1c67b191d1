import type { TurnParts } from './bot/speaking-of.ts';
import { createTurnHandler } from './bot/turn.ts';
import type { Config } from './config.ts';
import { fileUrls } from './domain/shared/file-hosts.ts';
import { isLoopback } from './domain/shared/service-url.ts';
import { openMail } from './mail/open-mail.ts';
import type { Connector } from './notifications/connector.ts';
import { fileDownload } from './notifications/file-download.ts';
import { fileUpload } from './notifications/file-upload.ts';
import { personalChat } from './notifications/personal-chat.ts';
import { rosterEntry } from './notifications/roster-entry.ts';
import { isSoleMember } from './notifications/sole-member.ts';
import { PUBLIC_CLOUD } from './usecases/bot-framework.ts';
import type { Clock, Log } from './usecases/ports.ts';
import { createSearchRate } from './usecases/sharing/search-rate.ts';

interface TurnsParts {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
}

/** Messages to one of several readers are told of for the public cloud only; elsewhere, as in the Playground, everybody sees them. */
function isPublic({ CallerId }: Config['bot']['cloud']): boolean {
  return CallerId === PUBLIC_CLOUD.CallerId;
}

/** What answers a turn of the chat. */
export function turnsIn(
  { config, log, clock }: TurnsParts,
  known: Pick<TurnParts, 'context' | 'registry' | 'seen'>,
  connector: Connector,
) {
  // A Bot Connector on this machine is the Playground or a test, which keep people's files here as well.
  const isFileUrl = fileUrls(config.bot.anonymous || config.bot.serviceHosts.some(isLoopback));
  return createTurnHandler({
    ...known,
    rosterOf: (sighting) => rosterEntry(connector, log, sighting),
    openChat: ({ serviceUrl, recipient }, { tenantId, aadObjectId }) =>
      personalChat(connector, log, { serviceUrl, botId: recipient.id, tenantId, aadObjectId }),
    client: {
      targets: isPublic(config.bot.cloud) && !config.bot.anonymous,
      dialogs: !config.bot.anonymous,
    },
    upload: fileUpload(isFileUrl),
    download: fileDownload(isFileUrl),
    openMail,
    isAlone: isSoleMember.bind(undefined, connector, log),
    maySearch: createSearchRate(clock),
  });
}
