# shellcheck shell=bash
# What of chanio goes into the guest: the packaged service (app.tar) and the tests *ST with their class path (tests.tar).

package_application() {
	rm -rf "$project/target/lab/lib"
	"$project/mvnw" -B -ntp -f "$project/pom.xml" -Plab
}

build_application() {
	local target=$project/target
	mkdir -p "$target/lab"
	with_progress "build chanio" "$target/lab/build.log" package_application
	tar -C "$target/quarkus-app" -cf "$target/lab/app.tar" .
	tar -C "$target" -cf "$target/lab/tests.tar" classes test-classes -C lab lib
}
