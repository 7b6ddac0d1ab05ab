import type { StandInTenant } from './tenants.js';

const CONTOSO: StandInTenant = {
  name: 'contoso',
  contract: 'get',
  answerShape: 'current',
  clients: [{ clientId: '2f1c0a5e-6b7d-4c1e-9a34-8d5f0b6c7e21', secrets: ['contoso-demo-secret'] }],
  organizations: [
    {
      id: '69cb1ecc-f8e8-439b-8077-a4b7fd45e87f',
      name: 'Contoso Sales',
      personality: 'nightly',
      shortJobsAtMinute: 0,
    },
    { id: 'b3a7c2d4-1e5f-4a60-9c8b-7d2e4f6a8b10', name: 'Contoso Customer Care', personality: 'severalADay' },
    // Microsoft's organization ids are not all RFC 9562 UUIDs: version 0 and variant 0 here.
    { id: '4d8f9a21-77c3-0e12-05b6-3c9d1f2e8a47', name: 'Contoso Finance', personality: 'growing' },
    { id: 'e7f0d5b8-2c46-4b9a-a1d3-6f8e0c2b4d59', name: 'Contoso Marketing', personality: 'late' },
  ],
};

const FABRIKAM: StandInTenant = {
  name: 'fabrikam',
  contract: 'post',
  answerShape: 'earlier',
  clients: [{ clientId: '8e4b6d12-3f90-4a7c-b5e1-0c9d8f7a6b53', secrets: ['fabrikam-demo-secret'] }],
  organizations: [
    {
      id: '0c5e9b37-a8d1-4f26-8e4b-5a7c9d1f3e60',
      name: 'Fabrikam Service',
      personality: 'exceptions',
      shortJobsAtMinute: 2.5,
    },
    { id: 'd92a4c6e-5b81-4e07-b3f9-1a8c7e5d2b94', name: 'Fabrikam Field Operations', personality: 'failing' },
    { id: '1b7d3f95-e2a4-4c68-9d0f-8b6a4e2c5f73', name: 'Fabrikam Retail', personality: 'nightly' },
  ],
};

/** Two tenants of seven organizations: `contoso` speaks only the GET contract, `fabrikam` only the POST contract. */
export function demoTenants(): readonly [contoso: StandInTenant, fabrikam: StandInTenant] {
  return [CONTOSO, FABRIKAM];
}
