/** The pages of administration, as app/routes.tsx has all others. */
import type { RouteObject } from 'react-router';

export const administration: RouteObject[] = [
  {
    path: 'administration',
    lazy: async () => ({
      Component: (await import('./AdministrationPage')).AdministrationPage,
    }),
  },
  {
    path: 'administration/people',
    lazy: async () => ({ Component: (await import('./people/PeoplePage')).PeoplePage }),
  },
  {
    path: 'administration/people/:id',
    lazy: async () => ({ Component: (await import('./people/PersonPage')).PersonPage }),
  },
  {
    path: 'administration/roles',
    lazy: async () => ({ Component: (await import('./roles/RolesPage')).RolesPage }),
  },
  {
    path: 'administration/roles/:id',
    lazy: async () => ({ Component: (await import('./roles/RolePage')).RolePage }),
  },
  {
    path: 'administration/teams',
    lazy: async () => ({ Component: (await import('./teams/TeamsPage')).TeamsPage }),
  },
  {
    path: 'administration/teams/list',
    lazy: async () => ({
      Component: (await import('./teams/TeamListPage')).TeamListPage,
    }),
  },
  {
    path: 'administration/api-keys',
    lazy: async () => ({ Component: (await import('./api-keys/ApiKeysPage')).ApiKeysPage }),
  },
  {
    path: 'administration/custom-fields',
    lazy: async () => ({
      Component: (await import('./custom-fields/CustomFieldsPage')).CustomFieldsPage,
    }),
  },
  {
    path: 'administration/organisation',
    lazy: async () => ({
      Component: (await import('./organisation/OrganisationPage')).OrganisationPage,
    }),
  },
  {
    path: 'administration/tags',
    lazy: async () => ({ Component: (await import('./tags/TagsPage')).TagsPage }),
  },
  {
    path: 'administration/exchange-rates',
    lazy: async () => ({
      Component: (await import('../exchange-rates/ExchangeRatesPage')).ExchangeRatesPage,
    }),
  },
  {
    path: 'administration/pipelines',
    lazy: async () => ({
      Component: (await import('../pipelines/administration/PipelinesPage')).PipelinesPage,
    }),
  },
  {
    path: 'administration/pipelines/:id',
    lazy: async () => ({
      Component: (await import('../pipelines/administration/PipelinePage')).PipelinePage,
    }),
  },
  {
    path: 'administration/templates',
    lazy: async () => ({
      Component: (await import('../notification-templates/TemplatesPage')).TemplatesPage,
    }),
  },
  {
    path: 'administration/templates/:topic/:channel/:language',
    lazy: async () => ({ Component: (await import('../notification-templates/TemplatePage')).TemplatePage }),
  },
];
