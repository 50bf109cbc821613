/** Which service takes a file in stands in the address: /imports/sales/<id>. */
import { useParams } from 'react-router';
import { SERVICES, useServices, type Service } from '../ui/operations/services';

/** The service of the page: as the address says, or else the first that whoever is signed in may import into. */
export function useService(): Service {
  const { service } = useParams();
  const [first = 'customer'] = useServices('import');
  return SERVICES.find((one) => one === service) ?? first;
}

/** Whether whoever is signed in may import here. */
export const useMayImport = (): boolean => useServices('import').includes(useService());

export const listOf = (service: Service) => `/imports/${service}`;
export const newIn = (service: Service) => `/imports/new/${service}`;
export const pageOf = (service: Service, id: string) => `/imports/${service}/${id}`;
