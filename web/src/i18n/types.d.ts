/** Which texts there are: a key that is missing does not compile. A feature with texts adds its line. */
import type app from '../app/texts/en.json';
import type session from '../session/texts/en.json';
import type uiFilters from '../ui/filters/texts/en.json';
import type uiList from '../ui/list/texts/en.json';
import type uiViews from '../ui/views/texts/en.json';
import type uiOperations from '../ui/operations/texts/en.json';
import type uiBulk from '../ui/bulk/texts/en.json';
import type uiExports from '../ui/exports/texts/en.json';
import type ui from '../ui/texts/en.json';
import type timeline from '../timeline/texts/en.json';
import type consents from '../consents/texts/en.json';
import type contacts from '../contacts/texts/en.json';
import type customers from '../customers/texts/en.json';
import type products from '../products/texts/en.json';
import type priceBooks from '../price-books/texts/en.json';
import type uiFields from '../ui/fields/texts/en.json';
import type uiRecords from '../ui/records/texts/en.json';
import type inbox from '../inbox/texts/en.json';
import type search from '../search/texts/en.json';
import type me from '../me/texts/en.json';
import type home from '../home/texts/en.json';
import type setup from '../setup/texts/en.json';
import type imports from '../imports/texts/en.json';
import type importsFaults from '../imports/faults/texts/en.json';
import type importsFields from '../imports/fields/texts/en.json';
import type administration from '../administration/texts/en.json';
import type administrationPeople from '../administration/people/texts/en.json';
import type administrationRoles from '../administration/roles/texts/en.json';
import type administrationTeams from '../administration/teams/texts/en.json';
import type administrationAccess from '../administration/access/texts/en.json';
import type administrationApiKeys from '../administration/api-keys/texts/en.json';
import type administrationAudit from '../administration/audit/texts/en.json';
import type administrationCustomFields from '../administration/custom-fields/texts/en.json';
import type administrationOrganisation from '../administration/organisation/texts/en.json';
import type administrationTags from '../administration/tags/texts/en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui';
    resources: {
      'administration/tags': typeof administrationTags;
      'administration/organisation': typeof administrationOrganisation;
      'administration/custom-fields': typeof administrationCustomFields;
      'administration/audit': typeof administrationAudit;
      'administration/api-keys': typeof administrationApiKeys;
      'administration/access': typeof administrationAccess;
      'administration/teams': typeof administrationTeams;
      'administration/roles': typeof administrationRoles;
      'administration/people': typeof administrationPeople;
      administration: typeof administration;
      'ui/exports': typeof uiExports;
      'ui/bulk': typeof uiBulk;
      'ui/operations': typeof uiOperations;
      imports: typeof imports;
      'imports/faults': typeof importsFaults;
      'imports/fields': typeof importsFields;
      'ui/list': typeof uiList;
      'ui/views': typeof uiViews;
      home: typeof home;
      setup: typeof setup;
      me: typeof me;
      search: typeof search;
      inbox: typeof inbox;
      customers: typeof customers;
      products: typeof products;
      'price-books': typeof priceBooks;
      'ui/fields': typeof uiFields;
      'ui/records': typeof uiRecords;
      'ui/filters': typeof uiFilters;
      contacts: typeof contacts;
      consents: typeof consents;
      timeline: typeof timeline;
      app: typeof app;
      session: typeof session;
      ui: typeof ui;
    };
  }
}
