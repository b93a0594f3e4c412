import '../modules/access-tokens/access-tokens.graphql.ts';
import '../modules/administration/administration.graphql.ts';
import '../modules/administration/audit.graphql.ts';
import '../modules/administration/staffing.graphql.ts';
import '../modules/calendar/calendar.graphql.ts';
import '../modules/calendar/notices.graphql.ts';
import '../modules/commands/commands.graphql.ts';
import '../modules/commands/conflicts.graphql.ts';
import '../modules/devices/devices.graphql.ts';
import '../modules/documents/documents.graphql.ts';
import '../modules/live/live-counts.graphql.ts';
import '../modules/notices/notices.graphql.ts';
import '../modules/outreach/outreach.graphql.ts';
import '../modules/people/people.graphql.ts';
import '../modules/petition-cases/offers.graphql.ts';
import '../modules/petition-cases/petition-cases.graphql.ts';
import '../modules/pull/amendable.graphql.ts';
import '../modules/pull/pull.graphql.ts';
import '../modules/reception/reception.graphql.ts';
import '../modules/reports/figures.graphql.ts';
import '../modules/reception/reception-figures.graphql.ts';
import '../modules/routing/routing.graphql.ts';
import '../modules/settings/settings.graphql.ts';
import '../modules/wall-screens/wall-screens.graphql.ts';
import '../modules/work-lists/work-list.graphql.ts';
import { builder } from './builder.ts';

/** The whole API. Each subject adds its own types and fields when it is imported above. */
export const schema = builder.toSchema();
