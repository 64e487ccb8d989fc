#!/usr/bin/perl
# Reads a message with MIME::Tools: check_mime.pl MESSAGE FOLDER
#
# Prints the top's type, then type and encoding of each part, whose decoded bytes go to FOLDER/0,
# FOLDER/1, ...  Whatever the library finds wrong goes to standard error, and the status is 1.
use strict;
use warnings;
use MIME::Parser;

my ($message, $folder) = @ARGV;
my $parser = MIME::Parser->new;
$parser->output_to_core(1);
my $entity = eval { $parser->parse_open($message) } or die "not parsed: $@";
my @faults = ($parser->results->errors, $parser->results->warnings);
print $entity->effective_type, "\n";
my $number = 0;
for my $part ($entity->parts) {
    printf "%s %s\n", $part->effective_type, $part->head->mime_encoding;
    open my $out, '>:raw', "$folder/" . $number++ or die "$folder: $!";
    print $out $part->bodyhandle->as_string;
    close $out or die "$folder: $!";
}
print STDERR "$_\n" for @faults;
exit(@faults ? 1 : 0);
