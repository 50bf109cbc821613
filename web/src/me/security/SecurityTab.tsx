import { DevicesPart } from './DevicesPart';
import { PasswordPart } from './PasswordPart';
import { SecondFactorPart } from './SecondFactorPart';
import { SessionsPart } from './SessionsPart';

/** How one proves who one is, and where one is signed in. */
export function SecurityTab() {
  return (
    <>
      <SecondFactorPart />
      <PasswordPart />
      <SessionsPart />
      <DevicesPart />
    </>
  );
}
