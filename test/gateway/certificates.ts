import { execFileSync } from 'node:child_process';

/** Both the caller and the impostor say that they are this one. */
const CLIENT = '/O=Contoso/CN=reporting';

/** Makes what nginx.conf names, and what callers show: `client`, and `impostor`, whom the authority does not know. */
export function makeCertificates(folder: string): void {
  const make = (name: string, subject: string, ...further: string[]): void => {
    const [key, certificate] =
      name === '' ? ['key.pem', 'certificate.pem'] : [`${name}-key.pem`, `${name}.pem`];
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', '2'];
    const args = ['req', '-x509', ...kind, '-subj', subject, '-keyout', key, '-out', certificate, ...further];
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  make('', '/CN=gateway', '-addext', 'subjectAltName=IP:127.0.0.1');
  make('client-authority', '/CN=authority of the test');
  make('client', CLIENT, '-CA', 'client-authority.pem', '-CAkey', 'client-authority-key.pem');
  make('impostor', CLIENT);
}
