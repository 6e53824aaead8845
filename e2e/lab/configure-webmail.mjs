// web: Debian's Roundcube on nginx and PHP-FPM, as an administrator would set it up for the mail hosts of the lab, with what deploy/roundcube
// has for it. It finds the mail host by the domain of the address: every domain of the lab has its own name there.
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from '../../scripts/state.mjs'

const DEPLOY = join(CHECKOUT, 'deploy/roundcube')
const PLUGINS = 'usr/share/roundcube/plugins'

export function configureWebmail(machine, root, pki) {
  root.write('etc/ssl/private/web.key', readFileSync(pki.privateKey(machine.name)), 0o600)
  root.write('etc/ssl/certs/web.pem', readFileSync(pki.certificate(machine.name)))
  root.write('etc/nginx/sites-available/default', nginx(machine.fqdn))
  root.write('etc/roundcube/config.inc.php', ROUNDCUBE)
  root.write('etc/roundcube/postern.inc.php', posternInc(''))
  mkdirSync(root.at(`${PLUGINS}/postern_sso`), { recursive: true })
  cpSync(join(DEPLOY, 'postern_sso'), root.at(`${PLUGINS}/postern_sso`), { recursive: true })
  cpSync(join(DEPLOY, 'password/postern.php'), root.at(`${PLUGINS}/password/drivers/postern.php`))
  symlinkSync('/usr/share/roundcube/plugins/postern_sso', root.at('var/lib/roundcube/plugins/postern_sso'))
}

/** `origin`: how browsers call the panel of this run. The server reaches it by another name, over TLS (panel-door.mjs). */
export const posternInc = (origin) => `<?php
$config['postern_panel_url'] = 'https://panel.test';
$config['postern_origin'] = '${origin}';
`

const nginx = (name) => `server {
  listen 80 default_server;
  return 301 https://$host$request_uri;
}
server {
  listen 443 ssl default_server;
  server_name ${name};
  ssl_certificate /etc/ssl/certs/web.pem;
  ssl_certificate_key /etc/ssl/private/web.key;
  root /var/lib/roundcube/public_html;
  index index.php;
  location / {
    try_files $uri $uri/ =404;
  }
  location ~ \\.php$ {
    include snippets/fastcgi-php.conf;
    fastcgi_pass unix:/run/php/php-fpm.sock;
  }
}
`

const ROUNDCUBE = `<?php
$config = [];
include '/etc/roundcube/debian-db-roundcube.php';
$verified = ['ssl' => ['verify_peer' => true, 'cafile' => '/etc/ssl/certs/ca-certificates.crt']];
$config['imap_host'] = 'ssl://%s:993';
$config['imap_conn_options'] = $verified;
$config['smtp_host'] = 'tls://%h:587';
$config['smtp_conn_options'] = $verified;
$config['smtp_user'] = '%u';
$config['smtp_pass'] = '%p';
$config['des_key'] = 'a-key-of-the-lab-alone!!';
$config['use_https'] = true;
$config['session_samesite'] = 'Lax';
$config['product_name'] = 'Webmail';
$config['skin'] = 'elastic';
$config['enable_spellcheck'] = false;
$config['plugins'] = ['managesieve', 'password', 'postern_sso'];
$config['managesieve_host'] = 'tls://%h:4190';
$config['managesieve_conn_options'] = $verified;
$config['password_driver'] = 'postern';
$config['password_confirm_current'] = true;
$config['password_minimum_length'] = 0;
include '/etc/roundcube/postern.inc.php';
`
