import { SetMetadata } from '@nestjs/common';

export const OWN_ACCEPT = 'errors:own-accept';

/** Marks a route that answers in other media types than JSON and looks at `Accept` by itself. */
export const OwnAccept = (): MethodDecorator & ClassDecorator => SetMetadata(OWN_ACCEPT, true);
