/** What nearly every page asks for, loaded once while somebody still looks at the first one. */
import { useEffect } from 'react';
import { useMay } from '../session/session';
import { colleagues, teams } from '../ui/directory';
import { customFields } from '../ui/fields/custom';
import { queries } from './queries';

const AFTER = 500; // ms, so that it waits for what the first page needs

export function usePreloading(): void {
  const reads = useMay('customer.read');
  useEffect(() => {
    const timer = setTimeout(() => {
      const fields = reads
        ? ['customer', 'contact'].map((object) => queries.query(customFields(object)))
        : [];
      // What fails is asked again by the page that needs it.
      void Promise.allSettled([queries.query(colleagues), queries.query(teams), ...fields]);
    }, AFTER);
    return () => clearTimeout(timer);
  }, [reads]);
}
