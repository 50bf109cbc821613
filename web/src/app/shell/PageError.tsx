import { useRouteError } from 'react-router';
import { ErrorState } from '../../ui/states/ErrorState';

/** What went wrong in a page; the shell around it stays. A page of an older release loads itself anew. */
export function PageError() {
  return <ErrorState error={useRouteError()} retry={() => window.location.reload()} />;
}
