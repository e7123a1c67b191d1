import type { Activity } from 'botbuilder';
import { normalActivity } from '../bot/normal-activity.ts';
import { isAnonymised, tenantOf } from '../bot/tenant.ts';
import { ok, refuse, type Result } from '../domain/shared/result.ts';
import type { IsServiceUrl } from '../domain/shared/service-url.ts';
import { refused, type Answer } from './answer.ts';

/** @returns 400 for what is no activity; 403 for another channel, a service URL off the list, tenants that disagree */
export function readActivity(json: unknown, isServiceUrl: IsServiceUrl): Result<Activity, Answer> {
  const activity = normalActivity(json);
  if (activity === undefined) return refuse(refused(400, 'no-activity'));
  const { channelId, serviceUrl } = activity;
  if (channelId !== 'msteams') return refuse(refused(403, 'channel'));
  if (serviceUrl === undefined || !isServiceUrl(serviceUrl)) return refuse(refused(403, 'service-url'));
  if (tenantOf(activity) === undefined && !isAnonymised(activity)) return refuse(refused(403, 'tenant'));
  return ok(activity);
}
