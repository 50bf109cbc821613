/** Address → page. A page is loaded when somebody first goes there; what it shows is in its address. */
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Shell } from './shell/Shell';
import { PageError } from './shell/PageError';

const pages: RouteObject[] = [
  {
    path: 'operations',
    lazy: async () => ({ Component: (await import('../ui/operations/OperationsPage')).OperationsPage }),
  },
  {
    path: 'contacts',
    lazy: async () => ({ Component: (await import('../contacts/ContactsPage')).ContactsPage }),
  },
  {
    path: 'customers',
    lazy: async () => ({ Component: (await import('../customers/CustomersPage')).CustomersPage }),
  },
  {
    path: 'customers/new',
    lazy: async () => ({ Component: (await import('../customers/NewCustomerPage')).NewCustomerPage }),
  },
  {
    path: 'customers/:id',
    lazy: async () => ({ Component: (await import('../customers/CustomerPage')).CustomerPage }),
  },
  { index: true, lazy: async () => ({ Component: (await import('../home/HomePage')).HomePage }) },
  {
    path: 'setup/:step?',
    lazy: async () => ({ Component: (await import('../setup/SetUpPage')).SetUpPage }),
  },
  { path: 'inbox', lazy: async () => ({ Component: (await import('../inbox/InboxPage')).InboxPage }) },
  { path: 'me/:tab?', lazy: async () => ({ Component: (await import('../me/MePage')).MePage }) },
  {
    path: 'imports',
    lazy: async () => ({ Component: (await import('../imports/ImportsPage')).ImportsPage }),
  },
  {
    path: 'imports/new',
    lazy: async () => ({ Component: (await import('../imports/NewImportPage')).NewImportPage }),
  },
  {
    path: 'imports/:id',
    lazy: async () => ({ Component: (await import('../imports/ImportPage')).ImportPage }),
  },
  {
    path: 'contacts/new',
    lazy: async () => ({ Component: (await import('../contacts/NewContactPage')).NewContactPage }),
  },
  {
    path: 'contacts/:id',
    lazy: async () => ({ Component: (await import('../contacts/ContactPage')).ContactPage }),
  },
  {
    path: 'administration',
    lazy: async () => ({
      Component: (await import('../administration/AdministrationPage')).AdministrationPage,
    }),
  },
  {
    path: 'administration/people',
    lazy: async () => ({ Component: (await import('../administration/people/PeoplePage')).PeoplePage }),
  },
  {
    path: 'administration/people/:id',
    lazy: async () => ({ Component: (await import('../administration/people/PersonPage')).PersonPage }),
  },
  {
    path: 'administration/roles',
    lazy: async () => ({ Component: (await import('../administration/roles/RolesPage')).RolesPage }),
  },
  {
    path: 'administration/roles/:id',
    lazy: async () => ({ Component: (await import('../administration/roles/RolePage')).RolePage }),
  },
  {
    path: 'administration/teams',
    lazy: async () => ({ Component: (await import('../administration/teams/TeamsPage')).TeamsPage }),
  },
  {
    path: 'administration/teams/list',
    lazy: async () => ({
      Component: (await import('../administration/teams/TeamListPage')).TeamListPage,
    }),
  },
  {
    path: 'administration/api-keys',
    lazy: async () => ({ Component: (await import('../administration/api-keys/ApiKeysPage')).ApiKeysPage }),
  },
  {
    path: 'audit',
    lazy: async () => ({ Component: (await import('../administration/audit/AuditPage')).AuditPage }),
  },
  {
    path: 'administration/custom-fields',
    lazy: async () => ({
      Component: (await import('../administration/custom-fields/CustomFieldsPage')).CustomFieldsPage,
    }),
  },
  {
    path: 'administration/organisation',
    lazy: async () => ({
      Component: (await import('../administration/organisation/OrganisationPage')).OrganisationPage,
    }),
  },
  {
    path: 'administration/tags',
    lazy: async () => ({ Component: (await import('../administration/tags/TagsPage')).TagsPage }),
  },
  {
    path: 'products',
    lazy: async () => ({ Component: (await import('../products/ProductsPage')).ProductsPage }),
  },
  {
    path: 'products/new',
    lazy: async () => ({ Component: (await import('../products/NewProductPage')).NewProductPage }),
  },
  {
    path: 'products/:id',
    lazy: async () => ({ Component: (await import('../products/ProductPage')).ProductPage }),
  },
  {
    path: 'price-books',
    lazy: async () => ({ Component: (await import('../price-books/PriceBooksPage')).PriceBooksPage }),
  },
  {
    path: 'price-books/new',
    lazy: async () => ({ Component: (await import('../price-books/NewPriceBookPage')).NewPriceBookPage }),
  },
  {
    path: 'price-books/taxes',
    lazy: async () => ({ Component: (await import('../price-books/taxes/TaxesPage')).TaxesPage }),
  },
  {
    path: 'price-books/:id',
    lazy: async () => ({ Component: (await import('../price-books/PriceBookPage')).PriceBookPage }),
  },
  { path: '*', lazy: async () => ({ Component: (await import('./shell/UnknownPage')).UnknownPage }) },
];

export const router = createBrowserRouter([
  {
    Component: Shell,
    HydrateFallback: () => null, // the first page is there within moments; nothing may flash before it
    ErrorBoundary: PageError,
    children: [{ ErrorBoundary: PageError, children: pages }],
  },
]);
