/** Address → page. A page is loaded when somebody first goes there; what it shows is in its address. */
import { createBrowserRouter, type RouteObject } from 'react-router';
import { administration } from '../administration/routes';
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
    path: 'imports/:service?',
    lazy: async () => ({ Component: (await import('../imports/ImportsPage')).ImportsPage }),
  },
  {
    path: 'imports/new/:service?',
    lazy: async () => ({ Component: (await import('../imports/NewImportPage')).NewImportPage }),
  },
  {
    path: 'imports/:service/:id',
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
    path: 'audit',
    lazy: async () => ({ Component: (await import('../administration/audit/AuditPage')).AuditPage }),
  },
  {
    path: 'pipeline',
    lazy: async () => ({ Component: (await import('../pipelines/board/BoardPage')).BoardPage }),
  },
  {
    path: 'opportunities',
    lazy: async () => ({
      Component: (await import('../opportunities/OpportunitiesPage')).OpportunitiesPage,
    }),
  },
  {
    path: 'opportunities/new',
    lazy: async () => ({
      Component: (await import('../opportunities/NewOpportunityPage')).NewOpportunityPage,
    }),
  },
  {
    path: 'opportunities/:id',
    lazy: async () => ({ Component: (await import('../opportunities/OpportunityPage')).OpportunityPage }),
  },
  { path: 'funnel', lazy: async () => ({ Component: (await import('../funnel/FunnelPage')).FunnelPage }) },
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
  {
    path: 'leads',
    lazy: async () => ({ Component: (await import('../leads/LeadsPage')).LeadsPage }),
  },
  {
    path: 'leads/new',
    lazy: async () => ({ Component: (await import('../leads/NewLeadPage')).NewLeadPage }),
  },
  {
    path: 'leads/:id',
    lazy: async () => ({ Component: (await import('../leads/LeadPage')).LeadPage }),
  },
  {
    path: 'quotes',
    lazy: async () => ({ Component: (await import('../quotes/QuotesPage')).QuotesPage }),
  },
  {
    path: 'quotes/new',
    lazy: async () => ({ Component: (await import('../quotes/NewQuotePage')).NewQuotePage }),
  },
  {
    path: 'quotes/discount-limits',
    lazy: async () => ({ Component: (await import('../quotes/limits/LimitsPage')).LimitsPage }),
  },
  {
    path: 'quotes/:id',
    lazy: async () => ({ Component: (await import('../quotes/QuotePage')).QuotePage }),
  },
  {
    path: 'lead-rules',
    lazy: async () => ({ Component: (await import('../lead-rules/LeadRulesPage')).LeadRulesPage }),
  },
  {
    path: 'lead-forms',
    lazy: async () => ({ Component: (await import('../lead-forms/LeadFormsPage')).LeadFormsPage }),
  },
  {
    path: 'orders',
    lazy: async () => ({ Component: (await import('../orders/OrdersPage')).OrdersPage }),
  },
  {
    path: 'orders/new',
    lazy: async () => ({ Component: (await import('../orders/NewOrderPage')).NewOrderPage }),
  },
  {
    path: 'orders/:id',
    lazy: async () => ({ Component: (await import('../orders/OrderPage')).OrderPage }),
  },
  {
    path: 'contracts',
    lazy: async () => ({ Component: (await import('../contracts/ContractsPage')).ContractsPage }),
  },
  {
    path: 'contracts/new',
    lazy: async () => ({ Component: (await import('../contracts/NewContractPage')).NewContractPage }),
  },
  {
    path: 'contracts/:id',
    lazy: async () => ({ Component: (await import('../contracts/ContractPage')).ContractPage }),
  },
  {
    path: 'invoices',
    lazy: async () => ({ Component: (await import('../invoices/InvoicesPage')).InvoicesPage }),
  },
  {
    path: 'invoices/:id',
    lazy: async () => ({ Component: (await import('../invoices/InvoicePage')).InvoicePage }),
  },
  {
    path: 'payments',
    lazy: async () => ({ Component: (await import('../payments/PaymentsPage')).PaymentsPage }),
  },
  {
    path: 'payments/new',
    lazy: async () => ({ Component: (await import('../payments/NewPaymentPage')).NewPaymentPage }),
  },
  {
    path: 'payments/:id',
    lazy: async () => ({ Component: (await import('../payments/PaymentPage')).PaymentPage }),
  },
  {
    path: 'deliveries',
    lazy: async () => ({ Component: (await import('../deliveries/DeliveriesPage')).DeliveriesPage }),
  },
  {
    path: 'deliveries/why',
    lazy: async () => ({ Component: (await import('../deliveries/WhyPage')).WhyPage }),
  },
  {
    path: 'deliveries/providers',
    lazy: async () => ({ Component: (await import('../deliveries/ProvidersPage')).ProvidersPage }),
  },
  {
    path: 'deliveries/:id',
    lazy: async () => ({ Component: (await import('../deliveries/DeliveryPage')).DeliveryPage }),
  },
  ...administration,
  { path: '*', lazy: async () => ({ Component: (await import('./shell/UnknownPage')).UnknownPage }) },
];

/** What customers open by a link, outside everything else: nobody signs in there. */
const visited: RouteObject = {
  path: '/q/:token',
  HydrateFallback: () => null,
  lazy: async () => ({ Component: (await import('../public-quote/PublicQuotePage')).PublicQuotePage }),
};

export const isVisited = (path: string): boolean => path.startsWith('/q/');

export const router = createBrowserRouter([
  visited,
  {
    Component: Shell,
    HydrateFallback: () => null, // the first page is there within moments; nothing may flash before it
    ErrorBoundary: PageError,
    children: [{ ErrorBoundary: PageError, children: pages }],
  },
]);
